package io.emistream.app.report;

import java.util.Base64;
import java.util.List;

/** A page that needs nothing else: pictures and sounds are within it, and nothing is fetched. One thread. */
public final class Page {
    private static final String STYLE =
            "body{font:15px/1.5 system-ui,sans-serif;max-width:66rem;margin:2rem auto;padding:0 1rem;color:#191d21}"
                    + "h2{margin:2.2rem 0 .6rem}table{border-collapse:collapse;font-variant-numeric:tabular-nums}"
                    + "td,th{padding:.2rem .75rem .2rem 0;text-align:right;border-bottom:1px solid #e3e6e8;white-space:nowrap}"
                    + "table{font-size:14px}th{color:#59636e;font-weight:600}td:first-child,th:first-child{text-align:left}"
                    + ".wide{overflow-x:auto}figure{margin:1.2rem 0}img{max-width:100%;height:auto}"
                    + "figcaption{color:#59636e;max-width:46rem}audio{height:2rem;display:block}";

    private final StringBuilder body = new StringBuilder();
    private final String title;

    public Page(String title) {
        this.title = title;
    }

    public Page section(String words) {
        body.append("<h2>").append(escaped(words)).append("</h2>");
        return this;
    }

    public Page paragraph(String words) {
        body.append("<p>").append(escaped(words)).append("</p>");
        return this;
    }

    /** The first row is the heading, the first column names rows. */
    public Page table(List<List<String>> rows) {
        body.append("<div class='wide'><table>");
        for (int row = 0; row < rows.size(); row++) {
            String cell = row == 0 ? "th" : "td";
            body.append("<tr>");
            for (String text : rows.get(row))
                body.append('<')
                        .append(cell)
                        .append('>')
                        .append(escaped(text))
                        .append("</")
                        .append(cell)
                        .append('>');
            body.append("</tr>");
        }
        body.append("</table></div>");
        return this;
    }

    /**
     * A figure with its caption.
     *
     * @param png of it
     */
    public Page picture(Panels panels, byte[] png) {
        body.append("<figure><img alt='")
                .append(escaped(panels.caption()))
                .append("' src='data:image/png;base64,")
                .append(Base64.getEncoder().encodeToString(png))
                .append("'><figcaption>")
                .append(escaped(panels.caption()))
                .append("</figcaption></figure>");
        return this;
    }

    /** A player with the sound in it. */
    public Page sound(byte[] wav) {
        body.append("<audio controls src='data:audio/wav;base64,")
                .append(Base64.getEncoder().encodeToString(wav))
                .append("'></audio>");
        return this;
    }

    public String html() {
        return "<!doctype html><html lang='en'><meta charset='utf-8'><meta name='viewport' content='width=device-width'>"
                + "<title>" + escaped(title) + "</title><style>" + STYLE + "</style><h1>" + escaped(title) + "</h1>"
                + body + "</html>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;");
    }
}
