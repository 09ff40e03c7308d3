// What the scripts of this folder hand on to each other, each by a name of its own.
(function () {
  "use strict";
  return { __proto__: null };
});
