// Says what the time is, and draws lots: on a real machine no two runs of it are alike.
import { connect, createServer } from "node:net";

const started = process.hrtime.bigint();

function stamp(text) {
  const elapsed = Number(process.hrtime.bigint() - started) / 1e6;
  console.log(new Date().toISOString(), performance.now().toFixed(3), elapsed.toFixed(3), text);
}

stamp(`the first lot: ${Math.random()}`);
const server = createServer({ allowHalfOpen: true }, (socket) => {
  let due = 0;
  let ended = false;
  socket.on("data", (data) => {
    due += 1;
    setTimeout(() => {
      stamp(`${data.length} bytes from ${data.toString("latin1", 0, 1)}`);
      socket.write(data);
      due -= 1;
      if (ended && due === 0) socket.end();
    }, 100 * Math.random());
  });
  socket.on("end", () => (ended = true));
});
server.listen(0, "127.0.0.1", () => {
  let open = 3;
  for (const name of ["a", "b", "c"]) {
    const socket = connect(server.address().port, "127.0.0.1");
    socket.on("connect", () => stamp(`${name} is connected`));
    socket.on("data", (data) => stamp(`${name} has ${data.length} bytes back`));
    socket.on("close", () => {
      stamp(`${name} is closed`);
      if (--open === 0) server.close(() => stamp("all are closed"));
    });
    setTimeout(() => socket.end(name.repeat(Math.ceil(50_000 * Math.random()))), 1000 * Math.random());
  }
});
