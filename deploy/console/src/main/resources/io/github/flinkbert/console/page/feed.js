// What the server tells, as it comes. The browser connects again by itself, and goes on where it was.

export function feed({ tick, connected, lost }) {
  const source = new EventSource('api/events');
  source.addEventListener('open', connected);
  source.addEventListener('message', (event) => tick(JSON.parse(event.data)));
  source.addEventListener('error', () => {
    lost();
    // A server that refuses is asked again, too.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => feed({ tick, connected, lost }), 2000);
  });
}
