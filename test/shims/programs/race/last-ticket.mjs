// Three people want the last ticket, each at a time of their own. Ends with 1 if more than that one was sold.
import { once } from "node:events";
import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { serveStore, StoreClient } from "./store.mjs";
import { ticketService } from "./ticket-service.mjs";

const started = performance.now();
const log = (text) => console.log((performance.now() - started).toFixed(3).padStart(8), text);

const values = new Map([["left:tonight", "1"]]);
const storeServer = await serveStore(values);
const store = new StoreClient(storeServer.address().port);
const server = ticketService(store).listen(0, "127.0.0.1");
await once(server, "listening");

async function buy(name) {
  await sleep(20 * Math.random());
  log(`${name} asks for a ticket`);
  const { port } = server.address();
  const request = http.request({ method: "POST", host: "127.0.0.1", port, path: "/shows/tonight/tickets" });
  request.end();
  const [response] = await once(request, "response");
  response.resume();
  await once(response, "end");
  log(`${name} ${response.statusCode === 201 ? "has a ticket" : "comes too late"}`);
  return response.statusCode === 201;
}

const buyers = await Promise.all(["Ann", "Bob", "Cid"].map(buy));
const sold = buyers.filter(Boolean).length;
log(`${sold} of 1 sold`);
store.close();
storeServer.close();
server.close();
if (sold > 1) process.exitCode = 1;
