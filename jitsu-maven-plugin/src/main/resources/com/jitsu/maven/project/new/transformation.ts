import type { JitsuFunction } from "@jitsu/protocols/functions";

export const config = {
  slug: "{{slug}}",
};

/** Drops the events of tests, and says of every other that it was looked at. */
const transform: JitsuFunction = async (event) => {
  if (event.properties?.test === true) {
    return "drop";
  }
  event.properties = { ...event.properties, checked: true };
  return event;
};

export default transform;
