/** Management API: all routes on one page, one small class per resource. */
@NullMarked
package com.jitsu.lite.api;

import org.jspecify.annotations.NullMarked;
