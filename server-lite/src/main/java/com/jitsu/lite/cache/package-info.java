/**
 * The last events of each source and destination, the limiter of their rate, and who follows them.
 */
@NullMarked
package com.jitsu.lite.cache;

import org.jspecify.annotations.NullMarked;
