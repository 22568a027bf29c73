/** What the documents are called that the chapters refer to, by their addresses. */
export const documentTitles: ReadonlyMap<string, string> = new Map([
  ["https://www.rfc-editor.org/info/bcp14", "BCP 14 (RFC 2119, RFC 8174): Key words for use in RFCs to Indicate "
    + "Requirement Levels"],
  ["https://www.rfc-editor.org/rfc/rfc6066#section-3", "RFC 6066: Transport Layer Security (TLS) Extensions, Server "
    + "Name Indication"],
  ["https://www.rfc-editor.org/rfc/rfc7301#section-3.1", "RFC 7301: Transport Layer Security (TLS) Application-Layer "
    + "Protocol Negotiation Extension"],
  ["https://www.rfc-editor.org/info/rfc8305", "RFC 8305: Happy Eyeballs Version 2: Better Connectivity Using "
    + "Concurrency"],
  ["https://peps.python.org/pep-3156/", 'PEP 3156: Asynchronous IO Support Rebooted: the "asyncio" Module'],
  ["https://mail.python.org/pipermail/python-dev/2007-February/thread.html", "python-dev, February 2007"],
  ["https://github.com/WinterTC55/proposal-sockets-api", "WinterTC: Sockets API"],
  ["https://dl.acm.org/doi/10.1145/2382196.2382204", "Georgiev and others: The most dangerous code in the world: "
    + "validating SSL certificates in non-browser software, 2012"],
  ["https://nodejs.org/api/buffer.html#bufslicestart-end", "Node: Buffer, buf.slice([start[, end]])"],
  ["https://nodejs.org/api/process.html#event-exit", "Node: Process, event 'exit'"],
  ["https://nodejs.org/api/process.html#processexitcode", "Node: Process, process.exitCode"],
  ["https://nodejs.org/api/stream.html#writablewritechunk-encoding-callback",
    "Node: Stream, writable.write(chunk[, encoding][, callback])"],
  ["https://docs.libuv.org/en/v1.x/request.html#c.uv_cancel", "libuv: uv_cancel"],
  ["https://docs.twisted.org/en/stable/api/twisted.internet.interfaces.IHalfCloseableProtocol.html",
    "Twisted: IHalfCloseableProtocol"],
  ["https://github.com/python/cpython/blob/v3.11.7/Lib/asyncio/sslproto.py", "CPython 3.11.7: Lib/asyncio/sslproto.py"],
  ["https://bugs.python.org/issue23846", "Python: bpo-23846"],
  ["https://bugs.python.org/issue25593", "Python: bpo-25593"],
  ["https://bugs.python.org/issue44508", "Python: bpo-44508"],
]);
