package io.peerscope.app.render;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A headless Chromium with one page, driven over its DevTools protocol.
final class Chromium implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Pattern VALUE = Pattern.compile("\"value\":\"([A-Za-z0-9+/=]*)\"");
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *([0-9]+)");
  private static final Pattern PAGE =
      Pattern.compile("\"webSocketDebuggerUrl\": ?\"ws://[^/]+(/devtools/page/[^\"]+)\"");

  private final Process process;
  private final Path profile;
  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final List<String> events = new ArrayList<>();
  private int number;

  private Chromium(Process process, Path profile, Socket socket) throws IOException {
    this.process = process;
    this.profile = profile;
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /// The program, where there is one.
  static Optional<Path> installed() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .flatMap(folder ->
            List.of("chromium", "chromium-browser", "google-chrome").stream()
                .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Starts it with a fresh profile in an empty folder.
  static Chromium start(Path program, Path profile) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1280,900",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("chromium.log").toFile())
            .start();
    int port = port(process, profile.resolve("DevToolsActivePort"));
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    var chromium = new Chromium(process, profile, socket);
    chromium.shakeHands(page(port));
    chromium.call("Page.enable", "{}");
    chromium.call("Network.enable", "{}");
    chromium.call("Log.enable", "{}");
    return chromium;
  }

  private static int port(Process process, Path file) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      if (Files.exists(file) && Files.readAllLines(file).size() >= 2) {
        return Integer.parseInt(Files.readAllLines(file).getFirst());
      }
      Thread.sleep(100);
    }
    process.destroyForcibly();
    throw new IOException("Chromium does not start");
  }

  private static String page(int port) throws IOException {
    try (var http = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request =
          String.join("\r\n", "GET /json/list HTTP/1.1", "Host: 127.0.0.1:" + port, "", "");
      http.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      // It keeps the connection, so that only the length tells the end.
      var answer = new StringBuilder();
      var bytes = new DataInputStream(http.getInputStream());
      while (!answer.toString().endsWith("\r\n\r\n")) {
        answer.append((char) bytes.readUnsignedByte());
      }
      Matcher length = LENGTH.matcher(answer);
      if (length.find()) {
        answer.append(
            new String(
                bytes.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8));
      }
      Matcher page = PAGE.matcher(answer);
      if (!page.find()) {
        throw new IOException("Chromium has no page: " + answer);
      }
      return page.group(1);
    }
  }

  /// RFC 6455, 4.1.
  private void shakeHands(String path) throws IOException {
    String request =
        String.join(
            "\r\n",
            "GET " + path + " HTTP/1.1",
            "Host: 127.0.0.1",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: cGVlcnNjb3BlIHRlc3RzIQ==",
            "",
            "");
    out.write(request.getBytes(StandardCharsets.US_ASCII));
    var head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      head.append((char) in.readByte());
    }
    if (!head.toString().startsWith("HTTP/1.1 101")) {
      throw new IOException(head.toString());
    }
  }

  /// Calls a method and waits for its answer; what is told meanwhile is kept.
  String call(String method, String parameters) throws IOException {
    int id = ++number;
    send("{\"id\":%d,\"method\":\"%s\",\"params\":%s}".formatted(id, method, parameters));
    while (true) {
      String message = receive();
      if (message.startsWith("{\"id\":" + id + ",")) {
        return message;
      }
      events.add(message);
    }
  }

  private void send(String text) throws IOException {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    var frame = new ByteArrayOutputStream();
    frame.write(0x81);
    if (payload.length < 126) {
      frame.write(0x80 | payload.length);
    } else {
      frame.write(0x80 | 126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    }
    // A mask of zeros leaves the payload as it is.
    frame.writeBytes(new byte[4]);
    frame.writeBytes(payload);
    out.write(frame.toByteArray());
    out.flush();
  }

  private String receive() throws IOException {
    var text = new ByteArrayOutputStream();
    while (true) {
      int head = in.readUnsignedByte();
      long length = in.readUnsignedByte();
      if (length == 126) {
        length = in.readUnsignedShort();
      } else if (length == 127) {
        length = in.readLong();
      }
      text.writeBytes(in.readNBytes(Math.toIntExact(length)));
      if ((head & 0x80) != 0) {
        return text.toString(StandardCharsets.UTF_8);
      }
    }
  }

  /// Opens a file and waits until it is loaded.
  void open(Path page) throws IOException, InterruptedException {
    call("Page.navigate", "{\"url\":\"" + page.toUri() + "\"}");
    waitFor("document.readyState + document.body?.dataset.step", "complete1");
  }

  /// What an expression of JavaScript is, as text.
  String value(String expression) throws IOException {
    String script =
        "(async () => btoa(String.fromCharCode(...new TextEncoder().encode(String(await (%s))))))()"
            .formatted(expression)
            .replace("\\", "\\\\")
            .replace("\"", "\\\"");
    String answer =
        call(
            "Runtime.evaluate",
            "{\"awaitPromise\":true,\"returnByValue\":true,\"expression\":\"" + script + "\"}");
    Matcher value = VALUE.matcher(answer);
    if (!value.find()) {
      throw new IOException(answer);
    }
    return new String(Base64.getDecoder().decode(value.group(1)), StandardCharsets.UTF_8);
  }

  void waitFor(String expression, String wanted) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String now = value(expression);
    while (!now.equals(wanted)) {
      if (System.nanoTime() > end) {
        throw new IOException(expression + " is still " + now);
      }
      Thread.sleep(50);
      now = value(expression);
    }
  }

  /// Presses a key, by the name that JavaScript gives it.
  void press(String key) throws IOException {
    call("Input.dispatchKeyEvent", "{\"type\":\"keyDown\",\"key\":\"" + key + "\"}");
    call("Input.dispatchKeyEvent", "{\"type\":\"keyUp\",\"key\":\"" + key + "\"}");
  }

  void emulate(String feature, String value) throws IOException {
    call(
        "Emulation.setEmulatedMedia",
        "{\"features\":[{\"name\":\"%s\",\"value\":\"%s\"}]}".formatted(feature, value));
  }

  /// What was told of a kind so far, such as `Network.requestWillBeSent`.
  List<String> events(String method) {
    return events.stream()
        .filter(event -> event.startsWith("{\"method\":\"" + method + "\""))
        .toList();
  }

  @Override
  public void close() throws IOException {
    try {
      call("Browser.close", "{}");
    } catch (IOException gone) {
      process.destroy();
    }
    socket.close();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    forget(profile);
  }

  /// Its last processes may still write, so that what cannot go now stays.
  private static void forget(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (UncheckedIOException stillBusy) {
      folder.toFile().deleteOnExit();
    }
  }
}
