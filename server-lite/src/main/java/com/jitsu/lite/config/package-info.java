/** Settings: command line, jitsu.yaml and the keys file. */
@NullMarked
package com.jitsu.lite.config;

import org.jspecify.annotations.NullMarked;
