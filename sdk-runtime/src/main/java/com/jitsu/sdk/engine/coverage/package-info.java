/** Which lines of the user's files have run, counted by the engine and told by the source map. */
@NullMarked
package com.jitsu.sdk.engine.coverage;

import org.jspecify.annotations.NullMarked;
