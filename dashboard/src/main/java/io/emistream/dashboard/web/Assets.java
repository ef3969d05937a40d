package io.emistream.dashboard.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** The files of the page, all in memory, each at one fixed path: there is no path from outside that could lead astray. */
final class Assets {
    private static final String UPLOT = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";

    private final Map<String, Asset> byPath = new LinkedHashMap<>();

    private Assets() {}

    /** Reads them from the class path; a file that is missing is a broken build and throws. */
    static Assets load() {
        var assets = new Assets();
        assets.add("/", "web/index.html", "text/html; charset=utf-8");
        assets.add("/style.css", "web/style.css", "text/css; charset=utf-8");
        assets.add("/icon.svg", "web/icon.svg", "image/svg+xml");
        for (var module : new String[] {"app", "charts", "feed", "model", "rate", "releases", "training", "view"})
            assets.add("/" + module + ".js", "web/" + module + ".js", "text/javascript; charset=utf-8");
        var uplot = "/META-INF/resources/webjars/uplot/" + uplotVersion() + "/dist/";
        assets.add("/uPlot.js", uplot + "uPlot.esm.js", "text/javascript; charset=utf-8");
        assets.add("/uPlot.css", uplot + "uPlot.min.css", "text/css; charset=utf-8");
        return assets;
    }

    Iterable<String> paths() {
        return byPath.keySet();
    }

    /** Answers with the file of the request's path, or with 304 where the browser has it. */
    void serve(Context ctx) {
        var asset = byPath.get(ctx.path());
        if (asset == null) throw new IllegalStateException("no asset is routed at " + ctx.path());
        ctx.header("ETag", asset.tag()).header("Cache-Control", "no-cache");
        if (asset.tag().equals(ctx.header("If-None-Match"))) ctx.status(304);
        else ctx.contentType(asset.type()).result(asset.bytes());
    }

    private void add(String path, String resource, String type) {
        var name = resource.startsWith("/") ? resource : "/io/emistream/dashboard/" + resource;
        try (var in = open(name)) {
            var bytes = in.readAllBytes();
            byPath.put(path, new Asset(bytes, type, tagOf(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String uplotVersion() {
        try (var in = open(UPLOT)) {
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) {
        var in = Assets.class.getResourceAsStream(resource);
        if (in == null) throw new IllegalStateException("the build lacks " + resource);
        return in;
    }

    private static String tagOf(byte[] bytes) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(hash, 0, 12) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Asset(byte[] bytes, String type, String tag) {}
}
