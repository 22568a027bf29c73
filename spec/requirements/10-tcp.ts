// Extracted from the chapters in spec/ by `npm run extract`. Do not edit.
import type { Requirement } from "../requirement.js";

/** The requirements of 10-tcp.md, in its order. */
export const requirements: readonly Requirement[] = [
  {
    id: "tcp.address.numeric", aliases: [], level: "must", profile: "tcp",
    text: "The `host` of every TCP address of a connection or a listener MUST be reported numerically, in dotted decimal notation or in the form of RFC 5952.",
    intent: "Programs compare addresses, look them up in lists and write them into protocols. Two spellings of one address are two addresses to them, and a name is none.",
    prior: null,
    chapter: "10-tcp.md", anchor: "tcp.address.numeric", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "tcp.address.ipv6", aliases: [], level: "must", profile: "tcp",
    text: "On a host that has IPv6, `listen` and `connect` MUST take a numeric IPv6 address as it is, and report both addresses of a connection over IPv6 as IPv6 addresses.",
    intent: "A reactor that knows only IPv4 works on every machine of its author, and cannot be reached in a network without it.",
    prior: "A server on asyncio that took the address for a pair of host and port lost every IPv6 client's: uvicorn#313 (https://github.com/Kludex/uvicorn/issues/313).",
    chapter: "10-tcp.md", anchor: "tcp.address.ipv6", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "tcp.address.family", aliases: [], level: "should", profile: "tcp",
    text: "Where a listener on `::` accepts IPv4 clients too, both addresses of such a connection SHOULD be reported as IPv4 addresses, not as IPv4-mapped IPv6 addresses.",
    intent: "An IPv4 client is the same client on either listener. A list of allowed addresses that says `127.0.0.1` does not know `::ffff:127.0.0.1`.",
    prior: "Node reports `::ffff:127.0.0.1`, and its users are surprised: node#9251 (https://github.com/nodejs/node/issues/9251). asyncio of CPython 3.11.7 accepts no IPv4 client on `::`. Both measured in November 2026, Node on 20.20.2.",
    chapter: "10-tcp.md", anchor: "tcp.address.family", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "tcp.address.wildcard", aliases: [], level: "must", profile: "tcp",
    text: "The `local` address of a connection that was accepted at a wildcard address MUST have the host that the peer connected to.",
    intent: "A machine has several addresses, and a server behaves by the one that it was reached at: which site it serves, which network the client is in. The wildcard, which the program knows already, says nothing.",
    prior: "The sockets API of WinterTC makes the local address optional: proposal-sockets-api#17 (https://github.com/WinterTC55/proposal-sockets-api/issues/17).",
    chapter: "10-tcp.md", anchor: "tcp.address.wildcard", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "tcp.reset.behind-data", aliases: [], level: "must", profile: "tcp",
    text: "A connection that the peer resets without having ended its sending, before this side has closed it and before it has another cause to be over, MUST be lost for the reason `lost`, never `done`, though data arrived right before the reset.",
    intent: "A clean end says that everything was sent: a protocol that ends its messages by closing stores them on its word. Some platforms report data, hang-up and reset all at once, and whoever reads the hang-up as the end makes a whole file of half of one. What is delivered of the data before the reset differs among platforms, and is not prescribed.",
    prior: "Node has it wrong where the platform reports both at once: measured on Node 20.20.2, a peer that sends 1000 bytes and resets gives `data` and `end`, and no error. Bun did, too: bun#39600 (https://github.com/oven-sh/bun/pull/39600).",
    chapter: "10-tcp.md", anchor: "tcp.reset.behind-data", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "tcp.no-delay", aliases: [], level: "should", profile: "tcp",
    text: "Unless the program calls `setNoDelay(false)`, what is written SHOULD leave at once, not wait for the acknowledgement of what was sent before.",
    intent: "Between a platform that joins small segments and a peer that delays its acknowledgements, a question in two writes takes 40 ms or more, everywhere but on the loopback of the developer. A reactor joins the writes of a callback itself.",
    prior: "asyncio sets the option for all its connections since 2016: asyncio#373 (https://github.com/python/asyncio/pull/373). Node leaves it to the program.",
    chapter: "10-tcp.md", anchor: "tcp.no-delay", since: "0.1.0", test: {"kind":"none","reason":"only the time at which segments leave shows it"},
  },
  {
    id: "tcp.keep-alive", aliases: [], level: "should", profile: "tcp",
    text: "After `setKeepAlive(true, delay)` the platform SHOULD probe the peer of an idle connection, first after `delay` ms in the platform's own steps.",
    intent: "A peer that vanished without a word is found in no other way by a program that only waits.",
    prior: null,
    chapter: "10-tcp.md", anchor: "tcp.keep-alive", since: "0.1.0", test: {"kind":"none","reason":"only a dead network path shows it"},
  },
  {
    id: "tcp.keep-alive.delay", aliases: [], level: "must", profile: "tcp", binding: "typescript",
    text: "`setKeepAlive` MUST throw a RangeError if its delay is NaN, negative or infinite.",
    intent: "A delay that was computed wrong is a mistake of the program, at the place of the call: the same as for a timed call.",
    prior: null,
    chapter: "10-tcp.md", anchor: "tcp.keep-alive.delay", since: "0.1.0", test: {"kind":"scenario"},
  },
  {
    id: "tcp.options.any-state", aliases: [], level: "must", profile: "tcp",
    text: "`setNoDelay` and `setKeepAlive` MUST NOT throw because of the state of the connection, whether it is open, closing or over.",
    intent: "An option makes a connection better, and one that is gone needs no improvement. Whoever sets it cannot know that the peer has just reset the connection.",
    prior: null,
    chapter: "10-tcp.md", anchor: "tcp.options.any-state", since: "0.1.0", test: {"kind":"scenario"},
  },
];
