package io.tickstorm.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.net.RawHttp;
import io.tickstorm.net.TestServer;
import io.tickstorm.net.settings.Defence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the page over HTTP: the copy of a file that is sent, and its headers. The server never reads a copy's content.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PageIntegrationTest {
    private static final String SCRIPT = "/assets/page-1.js";
    private static final String PLAIN = "console.log('plain');";
    private static final String BROTLI = "as brotli";
    private static final String GZIP = "as gzip";

    @TempDir
    Path folder = Path.of("");

    private @Nullable TestServer server;

    private record Answer(int status, String head, String body) {
        static Answer of(String text) {
            int end = text.indexOf("\r\n\r\n");
            return new Answer(RawHttp.status(text), text.substring(0, end), text.substring(end + 4));
        }

        @Nullable
        String header(String name) {
            Matcher line = Pattern.compile("(?im)^" + name + ": *(.*?)\r?$").matcher(head);
            return line.find() ? line.group(1) : null;
        }
    }

    @BeforeEach
    void servePage() throws IOException {
        Path page = folder.resolve("page");
        Files.createDirectories(page.resolve("assets"));
        Files.writeString(page.resolve("index.html"), "<p>the page</p>");
        Files.writeString(page.resolve("index.html.gz"), "<p> as gzip");
        Files.writeString(page.resolve("alone.css"), "p {}");
        Files.writeString(page.resolve("app.webmanifest"), "{}");
        Files.writeString(page.resolve("gzip-only.svg"), "<svg/>");
        Files.writeString(page.resolve("gzip-only.svg.gz"), GZIP);
        Files.writeString(folder.resolve("secret.txt"), "outside");
        Files.writeString(folder.resolve("secret.txt.br"), "outside");
        Files.writeString(page.resolve("assets/page-1.js"), PLAIN);
        Files.writeString(page.resolve("assets/page-1.js.br"), BROTLI);
        Files.writeString(page.resolve("assets/page-1.js.gz"), GZIP);
        server = new TestServer(4, TestServer.LIMITS, Defence.STANDARD, page);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private Answer get(String path, String... headers) {
        return ask("GET", path, headers);
    }

    private Answer ask(String method, String path, String... headers) {
        int port = Objects.requireNonNull(server).server.port();
        return Answer.of(RawHttp.answer(port, method + " " + path + " HTTP/1.1", headers));
    }

    private Path file(String name) {
        return folder.resolve("page").resolve(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, deflate, br, zstd       | br",
                "br                            | br",
                "BR                            | br",
                "gzip                          | gzip",
                "x-gzip                        | gzip",
                "gzip;q=1.0, br;q=0.5          | gzip",
                "gzip ; q=0.500 , br ; q=0.501 | br",
                "gzip;q=0.5,br;q=0.5           | br",
                "br;q=0, gzip                  | gzip",
                "br;q=0.000, gzip;Q=0.1        | gzip",
                "*                             | br",
                "*;q=0.5, br;q=0               | gzip",
                "br;q=0.4, *;q=0.5             | gzip",
                "gzip, *;q=0                   | gzip",
                "identity;q=0, *               | br",
                "identity;q=0.5, gzip          | gzip",
                "br, identity                  | br",
                "identity                      |",
                "identity, br;q=0.9            |",
                "identity;q=0                  |",
                "br;q=0, gzip;q=0              |",
                "*;q=0                         |",
                "deflate, zstd                 |",
                "br;q=2, gzip;q=x, *;q=-1      |",
                "br;q=0.1234                   |",
                "brotli, gzipped               |",
                ";;,,=, ;q=1                   |",
                "''                            |",
            })
    void theHeaderDecidesTheCoding(String accepted, @Nullable String coding) {
        Answer answer = get(SCRIPT, "Accept-Encoding: " + accepted);
        assertEquals(200, answer.status());
        assertEquals(coding, answer.header("Content-Encoding"));
        String body = coding == null ? PLAIN : coding.equals("br") ? BROTLI : GZIP;
        assertEquals(body, answer.body());
        assertEquals(Integer.toString(body.length()), answer.header("Content-Length"));
        assertEquals("application/javascript", answer.header("Content-Type"));
        assertEquals("Accept-Encoding", answer.header("Vary"));
    }

    @Test
    void aHeaderOverSeveralLinesIsOneList() {
        assertEquals(
                "br",
                get(SCRIPT, "Accept-Encoding: gzip;q=0.5", "Accept-Encoding: br")
                        .header("Content-Encoding"));
    }

    @Test
    void withoutTheHeaderTheFileIsSentUnchanged() {
        Answer answer = get(SCRIPT);
        assertNull(answer.header("Content-Encoding"));
        assertEquals(PLAIN, answer.body());
        assertEquals("Accept-Encoding", answer.header("Vary"));
    }

    @Test
    void theNextBestCodingIsUsedIfTheBestHasNoCopy() {
        Answer answer = get("/gzip-only.svg", "Accept-Encoding: gzip;q=0.2, br");
        assertEquals("gzip", answer.header("Content-Encoding"));
        assertEquals("image/svg+xml", answer.header("Content-Type"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"br, gzip", "identity;q=0", ""})
    void aFileWithoutCopiesIsSentUnchanged(String accepted) {
        Answer answer = get("/alone.css", "Accept-Encoding: " + accepted);
        assertEquals(200, answer.status());
        assertNull(answer.header("Content-Encoding"));
        assertEquals("p {}", answer.body());
        assertEquals("text/css", answer.header("Content-Type"));
        assertEquals("4", answer.header("Content-Length"));
    }

    @Test
    void theFolderItselfIsItsIndexWithItsCopies() {
        Answer answer = get("/", "Accept-Encoding: gzip, br");
        assertEquals("gzip", answer.header("Content-Encoding"));
        assertEquals("<p> as gzip", answer.body());
        assertEquals("text/html", answer.header("Content-Type"));
        assertEquals("Accept-Encoding", answer.header("Vary"));
    }

    @Test
    void assetsAreCachedForAYearAndOthersAreRevalidated() {
        for (String accepted : List.of("br", "gzip", "identity")) {
            String header = "Accept-Encoding: " + accepted;
            assertEquals(
                    "public, max-age=31536000, immutable", get(SCRIPT, header).header("Cache-Control"));
            assertEquals("no-cache", get("/", header).header("Cache-Control"));
        }
    }

    @Test
    void headDescribesTheAnswerOfGet() {
        for (String accepted : List.of("br", "gzip", "identity")) {
            Answer head = ask("HEAD", SCRIPT, "Accept-Encoding: " + accepted);
            Answer get = get(SCRIPT, "Accept-Encoding: " + accepted);
            assertEquals("", head.body());
            for (String name :
                    List.of("Content-Encoding", "Content-Length", "Content-Type", "ETag", "Vary", "Cache-Control")) {
                assertEquals(get.header(name), head.header(name), name);
            }
        }
    }

    @Test
    void eachRepresentationHasAStrongTagOfItsOwn() {
        List<String> tags = new ArrayList<>();
        for (String accepted : List.of("br", "gzip", "identity")) {
            tags.add(String.valueOf(get(SCRIPT, "Accept-Encoding: " + accepted).header("ETag")));
        }
        assertTrue(tags.stream().allMatch(tag -> tag.matches("\"[0-9a-f]{32}\"")), tags::toString);
        assertEquals(3, tags.stream().distinct().count(), tags::toString);
    }

    @Test
    void aKnownTagIsAnsweredWithNotModified() {
        String coding = "Accept-Encoding: br";
        String tag = String.valueOf(get(SCRIPT, coding).header("ETag"));
        for (String known : List.of(tag, "W/" + tag, "\"other\", " + tag, tag + ",\"other\"", "*")) {
            Answer answer = get(SCRIPT, coding, "If-None-Match: " + known);
            assertEquals(304, answer.status(), known);
            assertEquals("", answer.body());
            assertEquals(tag, answer.header("ETag"));
            assertEquals("Accept-Encoding", answer.header("Vary"));
            assertEquals("public, max-age=31536000, immutable", answer.header("Cache-Control"));
            assertNull(answer.header("Content-Encoding"));
        }
        Answer lines = get(SCRIPT, coding, "If-None-Match: \"other\"", "If-None-Match: " + tag);
        assertEquals(304, lines.status());
    }

    @Test
    void theTagOfAnotherRepresentationDoesNotMatch() {
        String tag = String.valueOf(get(SCRIPT, "Accept-Encoding: br").header("ETag"));
        assertEquals(
                200,
                get(SCRIPT, "Accept-Encoding: gzip", "If-None-Match: " + tag).status());
        assertEquals(200, get(SCRIPT, "If-None-Match: " + tag).status());
    }

    @Test
    void anUnknownTagCountsMoreThanTheDate() {
        String date = String.valueOf(get(SCRIPT).header("Last-Modified"));
        assertEquals(304, get(SCRIPT, "If-Modified-Since: " + date).status());
        Answer both = get(SCRIPT, "If-None-Match: \"other\"", "If-Modified-Since: " + date);
        assertEquals(200, both.status());
    }

    @Test
    void aChangedFileHasAnotherTagThoughItsLengthAndTimeStay() throws IOException {
        String before = String.valueOf(get("/alone.css").header("ETag"));
        FileTime time = Files.getLastModifiedTime(file("alone.css"));
        Files.writeString(folder.resolve("new.css"), "q {}");
        Files.setLastModifiedTime(folder.resolve("new.css"), time);
        // A folder that is built again has new files, not old ones with new content.
        Files.move(folder.resolve("new.css"), file("alone.css"), StandardCopyOption.REPLACE_EXISTING);
        Answer after = get("/alone.css", "If-None-Match: " + before);
        assertEquals(200, after.status());
        assertNotEquals(before, after.header("ETag"));
    }

    @Test
    void aCopyOfAnOlderVersionIsNotSent() throws IOException {
        Files.setLastModifiedTime(file("assets/page-1.js.br"), FileTime.fromMillis(1_000_000));
        assertEquals("gzip", get(SCRIPT, "Accept-Encoding: br, gzip").header("Content-Encoding"));
    }

    @Test
    void aRangeIsOneOfTheChosenCopy() {
        Answer plain = get(SCRIPT, "Range: bytes=0-6");
        assertEquals(206, plain.status());
        assertEquals("console", plain.body());
        assertNull(plain.header("Content-Encoding"));
        Answer copy = get(SCRIPT, "Accept-Encoding: br", "Range: bytes=3-");
        assertEquals(206, copy.status());
        assertEquals("brotli", copy.body());
        assertEquals("br", copy.header("Content-Encoding"));
        assertEquals("bytes 3-8/9", copy.header("Content-Range"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/none.js",
                "/none",
                "/../secret.txt",
                "/%2e%2e/secret.txt",
                "/..%2fsecret.txt",
                "/assets/../../secret.txt",
                "/assets/..%2f..%2fsecret.txt",
                "/assets/%2e%2e/%2e%2e/secret.txt",
                "/..%5csecret.txt",
                "/link.txt",
                "/index.html/",
            })
    void aFileOutsideTheFolderIsNotFound(String path) throws IOException {
        Files.createSymbolicLink(file("link.txt"), folder.resolve("secret.txt"));
        for (String accepted : List.of("br, gzip", "identity")) {
            Answer answer = get(path, "Accept-Encoding: " + accepted);
            assertEquals(404, answer.status(), answer.head());
            assertNull(answer.header("Content-Encoding"));
            assertFalse(answer.body().contains("outside"));
        }
    }

    @Test
    void aCopyThatIsALinkOutOfTheFolderIsNotSent() throws IOException {
        Files.createSymbolicLink(file("alone.css.br"), folder.resolve("secret.txt.br"));
        Answer answer = get("/alone.css", "Accept-Encoding: br");
        assertNull(answer.header("Content-Encoding"));
        assertEquals("p {}", answer.body());
    }

    @Test
    void aFolderWithTheNameOfACopyIsNotSent() throws IOException {
        Files.createDirectory(file("alone.css.br"));
        assertEquals("p {}", get("/alone.css", "Accept-Encoding: br").body());
    }

    @Test
    void aWebAppManifestHasItsType() {
        assertEquals("application/manifest+json", get("/app.webmanifest").header("Content-Type"));
    }

    @Test
    void aFolderWithoutCopiesIsServedUnchanged() throws IOException {
        List<Path> copies;
        try (Stream<Path> all = Files.walk(folder)) {
            copies = all.filter(file -> file.toString().matches(".*\\.(br|gz)")).toList();
        }
        for (Path copy : copies) {
            Files.delete(copy);
        }
        for (String path : List.of("/", SCRIPT)) {
            Answer answer = get(path, "Accept-Encoding: gzip, deflate, br");
            assertEquals(200, answer.status());
            assertNull(answer.header("Content-Encoding"));
            assertEquals(path.equals("/") ? "<p>the page</p>" : PLAIN, answer.body());
        }
    }
}
