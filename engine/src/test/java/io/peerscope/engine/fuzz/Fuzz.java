package io.peerscope.engine.fuzz;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/// `engine/fuzz`: mutates inputs of each importer in turn and keeps what reaches something new.
///
///     fuzz STATE SEEDS SECONDS [IMPORTER…]    fuzzes, SECONDS at a time, whoever had least so far
///     minimize STATE SEEDS [IMPORTER…]        writes a small corpus with the same coverage
///     figures STATE                           prints what it came to
///
/// A crash, more than a second, or no memory left is a finding: input and trace are in
/// `STATE/<importer>/findings`. Corpus and figures stay in `STATE`, so that a later run goes on.
public final class Fuzz {

  private static final int CHUNK = 500;
  private static final int TRIMMING = 48;
  private static final int THOROUGH_TRIMMING = 1500;
  private static final int OWN_FRAMES = 4;

  /// What an input of the small corpus must add: one for each single place would be thousands.
  private static final int FEWEST_NEW_PLACES = 4;

  private static final long NO_END_MILLIS = 20_000;

  private final Path state;
  private final Path seeds;
  private final EdgeLoader loader = new EdgeLoader(Fuzz.class.getClassLoader());
  private final BiConsumer<String, byte[]> engine;
  private final Set<String> known = new HashSet<>();
  private volatile byte[] current = new byte[0];
  private volatile Importer importer = Importer.HEX;

  private Fuzz(Path state, Path seeds) throws ReflectiveOperationException {
    this.state = state;
    this.seeds = seeds;
    this.engine = Fuzzed.load(loader);
  }

  public static void main(String[] arguments) throws Exception {
    var rest = new ArrayList<>(List.of(arguments));
    String verb = rest.removeFirst();
    Path state = Path.of(rest.removeFirst());
    if (verb.equals("figures")) {
      figures(state);
      return;
    }
    var fuzz = new Fuzz(state, Path.of(rest.removeFirst()));
    long seconds = verb.equals("fuzz") ? Long.parseLong(rest.removeFirst()) : 0;
    List<Importer> chosen =
        rest.isEmpty()
            ? List.of(Importer.values())
            : rest.stream().map(name -> Importer.of(name).orElseThrow()).toList();
    if (verb.equals("minimize")) {
      for (Importer each : chosen) {
        fuzz.minimize(each);
      }
      return;
    }
    fuzz.watch(Thread.currentThread());
    while (true) {
      fuzz.run(fuzz.leastFuzzed(chosen), seconds);
    }
  }

  private static void figures(Path state) throws IOException {
    System.out.println(Figures.titles());
    for (Importer each : Importer.values()) {
      Path file = state.resolve(each.folder()).resolve("figures");
      System.out.println(new Figures(file).row(each.folder()));
    }
  }

  private Importer leastFuzzed(List<Importer> chosen) throws IOException {
    Importer least = chosen.getFirst();
    long fewest = Long.MAX_VALUE;
    for (Importer each : chosen) {
      long millis = figuresOf(each).get("cpuMillis");
      if (millis < fewest) {
        fewest = millis;
        least = each;
      }
    }
    return least;
  }

  private Figures figuresOf(Importer of) throws IOException {
    Path folder = state.resolve(of.folder());
    Files.createDirectories(folder);
    return new Figures(folder.resolve("figures"));
  }

  private void run(Importer of, long seconds) throws IOException {
    importer = of;
    var fuzzed = new Fuzzed(loader, engine, of);
    var corpus = new Corpus(state.resolve(of.folder()).resolve("corpus"));
    var seen = new byte[Edges.MOST];
    Figures figures = figuresOf(of);
    for (byte[] input : startingInputs(of)) {
      execute(input, fuzzed, corpus, seen, false);
    }
    var random = new SplittableRandom();
    var mutator = new Mutator(of.words(), random);
    long began = Fuzzed.cpuMillis();
    long before = began;
    while (before - began < seconds * 1000) {
      int findings = 0;
      for (int n = 0; n < CHUNK; n++) {
        byte[] input = mutator.mutate(corpus.any(random), corpus.any(random));
        findings += execute(input, fuzzed, corpus, seen, true) ? 0 : 1;
      }
      long now = Fuzzed.cpuMillis();
      count(figures, findings, now - before);
      before = now;
      describe(figures, fuzzed, corpus, seen);
      figures.save();
    }
    System.out.println(figures.row(of.folder()));
  }

  private static void count(Figures figures, int findings, long millis) {
    figures.add("executions", CHUNK);
    figures.add("findings", findings);
    figures.set("sinceFinding", findings > 0 ? 0 : figures.get("sinceFinding") + CHUNK);
    figures.add("cpuMillis", millis);
  }

  private void describe(Figures figures, Fuzzed fuzzed, Corpus corpus, byte[] seen) {
    int places = loader.places();
    int passed = 0;
    int own = 0;
    int ownPassed = 0;
    for (int place = 0; place < Math.min(places, seen.length); place++) {
      boolean isOwn = loader.classOf(place).startsWith(importer.focus());
      passed += seen[place] == 0 ? 0 : 1;
      own += isOwn ? 1 : 0;
      ownPassed += isOwn && seen[place] != 0 ? 1 : 0;
    }
    figures.set("places", places);
    figures.set("passed", passed);
    figures.set("ownPlaces", own);
    figures.set("ownPassed", ownPassed);
    figures.set("corpus", corpus.size());
    long slowest = Math.max(figures.get("slowestMillis"), fuzzed.slowestMillis());
    figures.set("slowestMillis", slowest);
  }

  private List<byte[]> startingInputs(Importer of) throws IOException {
    List<byte[]> inputs = new ArrayList<>(Corpus.files(seeds.resolve(of.folder())));
    inputs.addAll(Corpus.files(state.resolve(of.folder()).resolve("corpus")));
    inputs.sort(Comparator.comparingInt(input -> input.length));
    return inputs;
  }

  /// Reads one input; false where that is a finding.
  private boolean execute(byte[] input, Fuzzed fuzzed, Corpus corpus, byte[] seen, boolean isToTrim)
      throws IOException {
    current = input;
    try {
      fuzzed.read(input);
      if (!Edges.addTo(seen, loader.places())) {
        return true;
      }
    } catch (Throwable failure) {
      report(input, failure);
      return false;
    }
    corpus.add(isToTrim ? trimmed(input, fuzzed) : input);
    return true;
  }

  private byte[] trimmed(byte[] input, Fuzzed fuzzed) {
    byte[] passed = Edges.buckets(loader.places());
    boolean[] needed = new boolean[passed.length];
    for (int place = 0; place < needed.length; place++) {
      needed[place] = passed[place] != 0;
    }
    return Corpus.trimmed(input, needed, fuzzed, TRIMMING);
  }

  private void report(byte[] input, Throwable failure) throws IOException {
    String where = frames(failure);
    if (!known.add(importer + where)) {
      return;
    }
    Path findings = state.resolve(importer.folder()).resolve("findings");
    Files.createDirectories(findings);
    var trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    Files.write(findings.resolve(Corpus.nameOf(input)), input);
    Files.writeString(findings.resolve(Corpus.nameOf(input) + ".trace"), trace.toString());
    System.out.println("FINDING " + importer.folder() + " " + Corpus.nameOf(input) + " " + where);
  }

  /// The kind of failure and the last frames of ours: equal for equal defects.
  private static String frames(Throwable failure) {
    var where = new StringBuilder(failure.getClass().getSimpleName());
    Arrays.stream(failure.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith("io.peerscope"))
        .limit(OWN_FRAMES)
        .forEach(frame -> where.append(' ').append(frame));
    return where.toString();
  }

  /// Ends the program when an input is read without end.
  private void watch(Thread fuzzing) {
    var watch =
        new Thread(() -> {
          byte[] last = current;
          long since = 0;
          while (true) {
            long cpu = Fuzzed.cpuMillis();
            if (current != last) {
              last = current;
              since = cpu;
            } else if (cpu - since > NO_END_MILLIS) {
              giveUp(last, fuzzing);
            }
            pause();
          }
        });
    watch.setDaemon(true);
    watch.start();
  }

  private void giveUp(byte[] input, Thread fuzzing) {
    try {
      var endless = new IllegalStateException("no end");
      endless.setStackTrace(fuzzing.getStackTrace());
      report(input, endless);
      Figures figures = figuresOf(importer);
      figures.add("findings", 1);
      figures.set("sinceFinding", 0);
      figures.save();
    } catch (IOException unwritable) {
      System.err.println(unwritable);
    }
    Runtime.getRuntime().halt(3);
  }

  private static void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /// The smallest inputs that pass every place that the corpus passes, each as short as can be.
  private void minimize(Importer of) throws IOException {
    importer = of;
    var fuzzed = new Fuzzed(loader, engine, of);
    List<byte[]> inputs = startingInputs(of);
    inputs.forEach(input -> placesOf(input, fuzzed));
    boolean[] covered = new boolean[loader.places()];
    List<byte[]> chosen = new ArrayList<>();
    for (byte[] input : inputs) {
      boolean[] needed = without(placesOf(input, fuzzed), covered);
      if (count(needed) < FEWEST_NEW_PLACES) {
        continue;
      }
      byte[] shortest = Corpus.trimmed(input, needed, fuzzed, THOROUGH_TRIMMING);
      boolean[] passed = placesOf(shortest, fuzzed);
      for (int place = 0; place < Math.min(covered.length, passed.length); place++) {
        covered[place] |= passed[place];
      }
      chosen.add(shortest);
    }
    write(of, chosen);
    System.out.printf(
        "%-11s %d inputs of %d, %d places%n",
        of.folder(), chosen.size(), inputs.size(), count(covered));
  }

  private void write(Importer of, List<byte[]> chosen) throws IOException {
    Path folder = seeds.resolve(of.folder());
    Files.createDirectories(folder);
    for (byte[] input : chosen) {
      Files.write(folder.resolve(Corpus.nameOf(input)), input);
    }
  }

  private boolean[] placesOf(byte[] input, Fuzzed fuzzed) {
    Optional<Throwable> failure = Optional.empty();
    try {
      fuzzed.read(input);
    } catch (Throwable thrown) {
      failure = Optional.of(thrown);
    }
    byte[] buckets = Edges.buckets(loader.places());
    boolean[] passed = new boolean[buckets.length];
    for (int place = 0; place < passed.length && failure.isEmpty(); place++) {
      passed[place] = buckets[place] != 0;
    }
    return passed;
  }

  private static boolean[] without(boolean[] places, boolean[] covered) {
    boolean[] left = places.clone();
    for (int place = 0; place < left.length; place++) {
      left[place] &= place >= covered.length || !covered[place];
    }
    return left;
  }

  private static int count(boolean[] places) {
    int count = 0;
    for (boolean each : places) {
      count += each ? 1 : 0;
    }
    return count;
  }
}
