/** Would you work now? */
@NullMarked
package com.jitsu.lite.health;

import org.jspecify.annotations.NullMarked;
