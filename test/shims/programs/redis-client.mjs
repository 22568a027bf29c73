import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";

const url = process.env.REDIS_URL;
const small = url === undefined ? await (await import("./servers/redis.mjs")).serveRedis() : undefined;
const redis = new Redis(url ?? small.url);
redis.on("ready", () => console.log("ready"));

console.log(await redis.ping());
console.log(await redis.get("name"), await redis.set("name", "Zoë"), await redis.get("name"));
console.log(await redis.incr("count"), await redis.incrby("count", 41), await redis.mget("count", "missing"));
console.log(await redis.incr("name").catch((error) => `${error.name}: ${error.message}`));

await redis.set("brief", "soon gone");
console.log(await redis.expire("brief", 100), await redis.ttl("brief") > 0, await redis.ttl("name"));
await redis.pexpire("brief", 20);
await sleep(60);
console.log(await redis.get("brief"), await redis.ttl("brief"));

const results = await redis.pipeline().set("a", 1).incr("a").incr("name").get("a").exec();
console.log(results.map(([error, value]) => error?.message ?? value));
console.log((await redis.multi().incr("a").incr("a").exec()).map(([, value]) => value));
const many = await Promise.all(Array.from({ length: 200 }, (_, index) => redis.incrby("sum", index)));
console.log(many.at(-1), await redis.set("big", "x".repeat(200_000)), (await redis.get("big")).length);

const subscriber = redis.duplicate();
const heard = new Promise((resolve) => {
  const messages = [];
  subscriber.on("message", (channel, message) => {
    messages.push(`${channel}: ${message}`);
    if (messages.length === 2) resolve(messages);
  });
});
console.log(await subscriber.subscribe("news", "weather"));
console.log(await redis.publish("news", "all is well"), await redis.publish("sport", "nobody hears"));
console.log(await redis.publish("weather", "rain"), await heard);

console.log(await redis.del("name", "count", "a", "sum", "big", "missing"));
await Promise.all([subscriber, redis].map((client) => {
  const end = new Promise((resolve) => client.once("end", resolve));
  return client.quit().then(() => end);
}));
console.log("left");
await small?.close();
