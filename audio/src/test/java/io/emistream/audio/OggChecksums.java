package io.emistream.audio;

/** Makes the checksums of damaged Ogg pages right again, so that what is in them reaches the decoders. */
final class OggChecksums {
    private static final int HEADER = 27;
    private static final int CHECKSUM = 22;
    private static final int POLYNOMIAL = 0x04c1_1db7;

    private OggChecksums() {}

    /** Mends the pages in place, from the first on, as long as one follows on another. */
    static byte[] mended(byte[] bytes) {
        int at = 0;
        while (at + HEADER <= bytes.length && bytes[at] == 'O' && bytes[at + 1] == 'g') {
            int segments = bytes[at + HEADER - 1] & 0xff;
            int length = HEADER + segments;
            for (int i = 0; i < segments && at + HEADER + i < bytes.length; i++)
                length += bytes[at + HEADER + i] & 0xff;
            if (at + length > bytes.length) break;
            for (int i = 0; i < 4; i++) bytes[at + CHECKSUM + i] = 0;
            int sum = checksum(bytes, at, length);
            for (int i = 0; i < 4; i++) bytes[at + CHECKSUM + i] = (byte) (sum >> 8 * i);
            at += length;
        }
        return bytes;
    }

    private static int checksum(byte[] bytes, int from, int length) {
        int sum = 0;
        for (int i = from; i < from + length; i++) {
            sum ^= bytes[i] << 24;
            for (int bit = 0; bit < 8; bit++) sum = sum < 0 ? sum << 1 ^ POLYNOMIAL : sum << 1;
        }
        return sum;
    }
}
