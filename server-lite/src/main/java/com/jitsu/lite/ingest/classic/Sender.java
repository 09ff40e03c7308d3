package com.jitsu.lite.ingest.classic;

/** What kind of client an event comes from; decides what the server adds to it. */
enum Sender {
  PAGE,
  SERVER,
  SEGMENT,
  BULK,
  PIXEL
}
