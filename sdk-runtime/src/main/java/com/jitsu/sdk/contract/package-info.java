/** What functions receive and return; plain data and its JSON. */
@NullMarked
package com.jitsu.sdk.contract;

import org.jspecify.annotations.NullMarked;
