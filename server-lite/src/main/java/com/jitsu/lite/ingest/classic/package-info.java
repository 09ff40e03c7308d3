/** What Jitsu Classic's clients send: its routes, tokens, bodies and answers. */
@NullMarked
package com.jitsu.lite.ingest.classic;

import org.jspecify.annotations.NullMarked;
