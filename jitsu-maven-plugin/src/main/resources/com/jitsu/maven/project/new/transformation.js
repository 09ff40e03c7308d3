// @ts-check

export const config = {
  slug: "{{slug}}",
};

/**
 * Drops the events of tests, and says of every other that it was looked at.
 *
 * @type {import("@jitsu/protocols/functions").JitsuFunction}
 */
const transform = async (event) => {
  if (event.properties?.test === true) {
    return "drop";
  }
  event.properties = { ...event.properties, checked: true };
  return event;
};

export default transform;
