package io.peerscope.engine.format;

import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.document.DocumentReader;
import io.peerscope.engine.format.document.DocumentReading;
import io.peerscope.engine.format.document.Observation;
import io.peerscope.engine.format.sysfs.SysfsReader;
import io.peerscope.engine.format.sysfs.SysfsRoot;
import io.peerscope.engine.format.told.LineReader;
import io.peerscope.engine.format.tree.ArchiveKind;
import io.peerscope.engine.format.tree.ArchiveReader;
import io.peerscope.engine.format.tree.ArchiveTree;
import io.peerscope.engine.format.tree.DirectoryTree;
import io.peerscope.engine.format.tree.FileTree;
import io.peerscope.engine.format.tree.KeptFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads one input after the other into a [Listing], whatever it is: text, an archive, a folder.
final class InputReader {

  private static final String MACHINE_TEXT = "machine-text";
  private static final String SYSFS = "sysfs";

  /// Each colour, entity, tag, element and object holds one of these.
  static final String MARKUP = "\u001b&<\"";

  private static final MarkupFormats.Result NO_MARKUP = new MarkupFormats.Result(List.of(), false);

  /// The format of a Peerscope document.
  static final String PEERSCOPE = "peerscope";

  /// More files than anybody collects about a machine.
  private static final int MOST_FILES = 500;

  /// Bytes of what a probe learnt that are read.
  private static final int MOST_OBSERVED = 64 << 20;

  private final Listing listing;
  private final DiagnosticLog log;
  private final ClassNames classNames;
  private final List<Source> sources = new ArrayList<>();
  private final List<Source> formats = new ArrayList<>();
  private final List<DocumentReading> documents = new ArrayList<>();
  private final List<Observation> observed = new ArrayList<>();

  /// Where an input was found; archives are unpacked unless they are inside of one.
  private enum Origin {
    GIVEN,
    IN_A_FOLDER,
    IN_AN_ARCHIVE
  }

  InputReader(Listing listing, ClassNames classNames) {
    this.listing = listing;
    this.log = listing.log();
    this.classNames = classNames;
  }

  /// The Peerscope documents among the inputs.
  List<DocumentReading> documents() {
    return List.copyOf(documents);
  }

  /// What a probe learnt of the machine, kept in an archive beside its sysfs.
  List<Observation> observed() {
    return List.copyOf(observed);
  }

  /// What was understood, in the order of reading.
  List<Source> sources() {
    return List.copyOf(sources);
  }

  /// The same with every format that was found in an input: people paste several outputs in one.
  List<Source> found() {
    Set<Source> all = new LinkedHashSet<>(sources);
    all.addAll(formats);
    return List.copyOf(all);
  }

  void read(Input input) {
    if (input.folder().isPresent()) {
      readFolder(input.name(), input.folder().get());
    } else {
      readFile(input, Origin.GIVEN);
    }
  }

  private void readFile(Input input, Origin origin) {
    if (input.dump().isPresent()) {
      DumpText dump = input.dump().get();
      readLines(input, origin, dump.rest(), dump.blocks(), NO_MARKUP);
      return;
    }
    var bytes = new InputBytes(input, log);
    Optional<byte[]> plain = bytes.plain();
    if (plain.isEmpty()) {
      return;
    }
    Optional<ArchiveKind> archive = ArchiveKind.of(plain.get());
    if (archive.isEmpty()) {
      readText(input, bytes.lines(plain.get()), origin);
    } else if (origin == Origin.IN_AN_ARCHIVE) {
      log.warning(
          "nested-archive",
          "an archive inside of an archive is not read",
          new SourcePosition(input.name(), 0));
    } else {
      readArchive(input.name(), archive.get(), plain.get());
    }
  }

  private void readArchive(String name, ArchiveKind kind, byte[] content) {
    ArchiveTree tree = ArchiveReader.read(name, kind, content, SysfsRoot.keptFiles(), log);
    Optional<SysfsRoot> sysfs = readSysfs(name, tree);
    List<String> loose =
        tree.files().stream()
            .filter(KeptFiles::isLoose)
            .filter(path -> sysfs.filter(root -> root.covers(path)).isEmpty())
            .toList();
    boolean hasRead = readLoose(tree, loose, Origin.IN_AN_ARCHIVE);
    reportNothing(name, sysfs.isPresent() || hasRead, "archive");
  }

  private void readFolder(String name, Path folder) {
    FileTree tree = treeOf(name, folder);
    Optional<SysfsRoot> sysfs = readSysfs(name, tree);
    boolean isItself = sysfs.isPresent() && !tree.name().equals(name);
    boolean hasLoose =
        !isItself && !tree.isLive() && sysfs.filter(it -> it.sys().isEmpty()).isEmpty();
    List<String> loose =
        hasLoose
            ? tree.list("").stream()
                .filter(tree::isFile)
                .filter(file -> !file.startsWith("."))
                .toList()
            : List.of();
    boolean hasRead = readLoose(tree, loose, Origin.IN_A_FOLDER);
    reportNothing(name, sysfs.isPresent() || hasRead, "folder");
  }

  /// Of a folder `sys` the tree is the folder around it, because `proc` is there.
  private static FileTree treeOf(String name, Path folder) {
    Path whole = folder.toAbsolutePath().normalize();
    Path parent = whole.getParent();
    boolean isSys =
        String.valueOf(whole.getFileName()).equals("sys")
            && new DirectoryTree(name, whole).isFolder("bus/pci");
    if (parent == null || !isSys) {
      return new DirectoryTree(name, whole, whole.resolve("sys/kernel"));
    }
    String without = name.replaceAll("/+$", "");
    String around = without.endsWith("sys") ? without.substring(0, without.length() - 3) : "";
    return new DirectoryTree(around, parent, whole);
  }

  private Optional<SysfsRoot> readSysfs(String name, FileTree tree) {
    Optional<SysfsRoot> root = SysfsRoot.find(tree);
    if (root.isPresent()) {
      new SysfsImport(listing).take(SysfsReader.read(tree, root.get(), log));
      sources.add(new Source(name, SYSFS));
      readObserved(tree, root.get());
    }
    return root;
  }

  /// The running machine keeps none; what an archive of ours does, is a document without a machine.
  private void readObserved(FileTree tree, SysfsRoot root) {
    if (tree.isLive()) {
      return;
    }
    String file = root.beside(SysfsRoot.OBSERVED);
    tree.read(file, MOST_OBSERVED)
        .filter(DocumentReader::recognises)
        .map(content -> DocumentReader.read(tree.display(file), content))
        .ifPresent(kept -> {
          log.addAll(kept.diagnostics());
          observed.addAll(kept.document().observed());
        });
  }

  /// Whether any of the files could be opened: one that lies below another one cannot.
  private boolean readLoose(FileTree tree, List<String> files, Origin origin) {
    if (files.size() > MOST_FILES) {
      log.error(
          "too-many-files",
          "there are more than %s files; the rest is left out".formatted(MOST_FILES),
          new SourcePosition(tree.name(), 0));
    }
    boolean hasRead = false;
    long most = InputBytes.LARGEST + 1;
    for (String file : files.subList(0, Math.min(files.size(), MOST_FILES))) {
      Optional<byte[]> content = tree.read(file, (int) most);
      content.ifPresent(bytes -> readFile(new Input(tree.display(file), bytes), origin));
      hasRead |= content.isPresent();
    }
    return hasRead;
  }

  private void reportNothing(String name, boolean found, String what) {
    if (!found) {
      log.error(
          "not-understood",
          "there is neither a tree of sysfs nor a file to read in the " + what,
          new SourcePosition(name, 0));
    }
  }

  private void readDocument(Input input, byte[] text) {
    documents.add(DocumentReader.read(input.name(), text));
    sources.add(new Source(input.name(), PEERSCOPE));
  }

  /// A document is read as it is: what looks like a tag or a colour in it belongs to a name.
  private void readText(Input input, byte[] lines, Origin origin) {
    if (origin == Origin.GIVEN && DocumentReader.recognises(lines)) {
      readDocument(input, lines);
      return;
    }
    HexBlocks blocks = HexBlocks.of(lines);
    boolean isPlain = isPlain(lines, blocks);
    byte[] text = isPlain ? lines : TextCleaning.clean(lines);
    if (origin == Origin.GIVEN && DocumentReader.recognises(text)) {
      readDocument(input, text);
      return;
    }
    MarkupFormats.Result markup =
        isPlain
            ? NO_MARKUP
            : new MarkupFormats(input.name(), new ListingFindings(listing)).read(text);
    readLines(input, origin, text, text == lines ? blocks : HexBlocks.none(), markup);
  }

  private void readLines(
      Input input, Origin origin, byte[] text, HexBlocks blocks, MarkupFormats.Result markup) {
    int toldBefore = listing.machine().told();
    List<String> found = readLines(input.name(), text, blocks, markup.formats());
    found.forEach(format -> formats.add(new Source(input.name(), format)));
    if (!found.isEmpty()) {
      sources.add(new Source(input.name(), found.getFirst()));
    } else if (listing.machine().told() > toldBefore) {
      sources.add(new Source(input.name(), MACHINE_TEXT));
    } else if (!markup.refused()) {
      reportStrange(input, origin);
    }
  }

  /// Whether a dump is nothing but a dump: what terminals, web pages, XML and JSON put into a text
  /// would be in the part that they are looked for in.
  private static boolean isPlain(byte[] text, HexBlocks blocks) {
    return !blocks.isEmpty()
        && !blocks.holdsOutside(text, Math.min(text.length, TextCleaning.LOOKED_AT), MARKUP);
  }

  private List<String> readLines(String name, byte[] text, HexBlocks blocks, List<String> before) {
    var findings = new ListingFindings(listing);
    Set<String> found = new LinkedHashSet<>(before);
    var lspci = new LspciReader(name, listing, classNames);
    List<LineReader> readers = LineFormats.readers(findings, listing::add);
    found.addAll(new TextFront(name, lspci, readers, !before.isEmpty(), log).read(text, blocks));
    return List.copyOf(found);
  }

  /// Beside what matters in a folder, other things may lie.
  private void reportStrange(Input input, Origin origin) {
    String advice = StrangeInput.advice(input.content());
    var position = new SourcePosition(input.name(), 0);
    if (origin == Origin.GIVEN) {
      log.error("not-understood", advice, position);
    } else {
      log.info("file-ignored", advice.replace(StrangeInput.INSTEAD, ""), position);
    }
  }
}
