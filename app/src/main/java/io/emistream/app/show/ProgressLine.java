package io.emistream.app.show;

import java.io.PrintWriter;

/** One line of a terminal, written over again and again; nothing where there is no terminal. One thread. */
public final class ProgressLine implements AutoCloseable {
    private static final String TO_LINE_START_AND_CLEAR = "\r\u001b[K";
    private static final int LONGEST = 79;

    private final PrintWriter terminal;
    private final boolean shown;
    private boolean dirty;

    ProgressLine(PrintWriter terminal, boolean shown) {
        this.terminal = terminal;
        this.shown = shown;
    }

    /** On standard error; the launcher, which can ask the system, says whether that is a terminal. */
    public static ProgressLine on(PrintWriter standardError) {
        return new ProgressLine(standardError, Boolean.getBoolean("emi.terminal"));
    }

    /** Replaces what the line says; cut where a narrow terminal would wrap. */
    public void show(String text) {
        if (!shown) return;
        terminal.print(TO_LINE_START_AND_CLEAR + text.substring(0, Math.min(text.length(), LONGEST)));
        terminal.flush();
        dirty = true;
    }

    /** Clears the line, so that something lasting can be written. */
    @Override
    public void close() {
        if (!dirty) return;
        terminal.print(TO_LINE_START_AND_CLEAR);
        terminal.flush();
        dirty = false;
    }
}
