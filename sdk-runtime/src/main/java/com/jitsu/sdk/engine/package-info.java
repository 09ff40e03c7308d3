/** The only place that knows GraalJS: limits, border, watchdog, guest errors. */
@NullMarked
package com.jitsu.sdk.engine;

import org.jspecify.annotations.NullMarked;
