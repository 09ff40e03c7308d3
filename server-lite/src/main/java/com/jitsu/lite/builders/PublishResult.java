package com.jitsu.lite.builders;

/**
 * What publishing did.
 *
 * @param changed false when the draft is what was published last, so that nothing was done
 */
public record PublishResult(Publication publication, boolean changed) {}
