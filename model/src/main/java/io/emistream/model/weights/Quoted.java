package io.emistream.model.weights;

/** Text from a file that nobody vouches for, made fit for a message. Pure. */
public final class Quoted {
    private static final int LONGEST = 120;

    private Quoted() {}

    /** At most 120 characters, with a question mark for each that is no letter, digit, mark or space. */
    public static String of(String text) {
        return of(text, LONGEST);
    }

    static String of(String text, int longest) {
        var shown = new StringBuilder();
        text.codePoints()
                .limit(longest)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .forEach(shown::appendCodePoint);
        return text.codePointCount(0, text.length()) > longest ? shown + "…" : shown.toString();
    }
}
