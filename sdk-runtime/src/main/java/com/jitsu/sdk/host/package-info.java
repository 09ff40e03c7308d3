/**
 * What functions may ask of the world: store, fetch, warehouses; the rules that all answers obey.
 */
@NullMarked
package com.jitsu.sdk.host;

import org.jspecify.annotations.NullMarked;
