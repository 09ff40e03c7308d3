package com.jitsu.lite.builders;

/**
 * What publishing did.
 *
 * @param changed false when this very content was published last, so that nothing was done
 */
public record PublishResult(Publication publication, boolean changed) {}
