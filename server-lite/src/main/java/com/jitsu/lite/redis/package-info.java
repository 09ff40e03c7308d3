/** The Redis client, the names of its keys and the launcher of our own server. */
@NullMarked
package com.jitsu.lite.redis;

import org.jspecify.annotations.NullMarked;
