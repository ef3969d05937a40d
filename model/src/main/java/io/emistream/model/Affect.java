package io.emistream.model;

/** Arousal, dominance and valence, in the head's order; each about 0 to 1, not clipped. */
public record Affect(float arousal, float dominance, float valence) {}
