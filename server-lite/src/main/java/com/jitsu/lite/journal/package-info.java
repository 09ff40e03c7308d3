/** The durable line: an event that is acknowledged is in here, synced. */
@NullMarked
package com.jitsu.lite.journal;

import org.jspecify.annotations.NullMarked;
