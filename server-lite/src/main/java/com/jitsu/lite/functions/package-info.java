/** What functions reach: the store in Redis, HTTP out, the warehouses. */
@NullMarked
package com.jitsu.lite.functions;

import org.jspecify.annotations.NullMarked;
