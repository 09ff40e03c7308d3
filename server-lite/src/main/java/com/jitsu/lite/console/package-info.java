/** Static pages that use the API. */
@NullMarked
package com.jitsu.lite.console;

import org.jspecify.annotations.NullMarked;
