/** Tables, types, upsert: where people query. */
@NullMarked
package com.jitsu.lite.warehouse;

import org.jspecify.annotations.NullMarked;
