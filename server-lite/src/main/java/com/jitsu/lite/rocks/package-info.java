/** The only place that knows RocksDB. */
@NullMarked
package com.jitsu.lite.rocks;

import org.jspecify.annotations.NullMarked;
