// A service that sells tickets. It looks whether one is left, and then sells it: between the two it waits for its store.
import express from "express";

export function ticketService(store) {
  const service = express();
  service.post("/shows/:show/tickets", async (request, response) => {
    const key = `left:${request.params.show}`;
    const left = Number(await store.get(key));
    if (left === 0) {
      response.status(409).json({ sold: false });
      return;
    }
    await store.set(key, left - 1);
    response.status(201).json({ sold: true });
  });
  return service;
}
