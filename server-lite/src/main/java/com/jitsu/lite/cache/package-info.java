/** The last events of each key and destination, and the limiter of their rate. */
@NullMarked
package com.jitsu.lite.cache;

import org.jspecify.annotations.NullMarked;
