package io.emistream.model.engine;

/**
 * What a network makes of a waveform before its fusion head. Shares its arrays. No value equality.
 *
 * @param frames one each 20 ms
 * @param hidden float32 {@code [frames, hidden]}, row by row: the transformer's last hidden states
 * @param affect {@code [frames, 3]}: arousal, dominance and valence of each frame; {@code [frames, 0]} without an affect head
 * @param global {@code [hidden + 3]}: the mean over frames of both, which is the global vector that a fusion head reads; {@code [hidden]} without an
 *     affect head
 */
@SuppressWarnings("ArrayRecordComponent") // 12 s at full size are 2.5 MB
public record Features(int frames, float[] hidden, float[] affect, float[] global) {}
