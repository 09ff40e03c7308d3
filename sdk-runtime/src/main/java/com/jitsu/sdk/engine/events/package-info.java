/** How events cross the border: only what the function reads of them, as objects of its own. */
@NullMarked
package com.jitsu.sdk.engine.events;

import org.jspecify.annotations.NullMarked;
