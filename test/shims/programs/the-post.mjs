// A page is read line by line, and each line is shown with its number: `print ("%06d" % i), repr(line)`.
import { createServer, get } from "node:http";
import { createInterface } from "node:readline";

const page = ["<html>", "<p>Existing code", "just works.</p>", "</html>"];
const server = createServer((request, response) => {
  const lines = page.values();
  const next = () => {
    const { value, done } = lines.next();
    if (done) return response.end();
    response.write(`${value}\n`);
    return setTimeout(next, 3);
  };
  setTimeout(next, 3);
});
server.listen(0, "127.0.0.1", () => {
  get(`http://localhost:${server.address().port}/`, async (response) => {
    let number = 0;
    for await (const line of createInterface({ input: response })) {
      console.log(String(number++).padStart(6, "0"), JSON.stringify(line));
    }
    server.close(() => console.log("the connection was closed"));
  });
});
