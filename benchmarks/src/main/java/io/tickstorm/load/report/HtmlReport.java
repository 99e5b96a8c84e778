package io.tickstorm.load.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes one page that needs no other file: it contains the results, the style, the script and the plotting library. */
public final class HtmlReport {
    private HtmlReport() {}

    /**
     * Returns the page.
     *
     * @param results one to four results, as {@link JsonText} writes them
     */
    public static String of(List<String> results) throws IOException {
        return resource("report.html")
                .replace("/*uplot.css*/", resource("uplot/uPlot.min.css"))
                .replace("/*report.css*/", resource("report.css"))
                .replace("/*uplot.js*/", inScript(resource("uplot/uPlot.iife.min.js")))
                .replace("/*report.js*/", inScript(resource("report.mjs")))
                .replace(
                        "/*results*/",
                        inScript("[" + String.join(",", results) + "]").replace("<", "\\u003c"));
    }

    /** Escapes the end tag of a script, which may not occur inside it. */
    private static String inScript(String text) {
        return text.replace("</script", "<\\/script");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the tool was built without its report's " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
