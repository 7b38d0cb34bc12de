package io.peerscope.engine.format.sysfs;

import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.format.tree.DirectoryTree;
import io.peerscope.engine.format.tree.Paths;
import io.peerscope.engine.format.tree.RecordingTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// A running machine's sysfs and `/proc` as an archive: what we read of them, and what other tools
/// want beside it, so that `lspci -O sysfs.path=…/sys/bus/pci` and others read it as that machine.
///
/// A sleeping function is not woken for it; its registers are missing.
public final class SysfsArchive {

  /// Attributes that others ask for and we do not; the kernel answers all of them from memory.
  private static final List<String> FOR_OTHERS =
      List.of(
          "irq",
          "subsystem_vendor",
          "subsystem_device",
          "revision",
          "modalias",
          "local_cpus",
          "local_cpulist",
          "enable",
          "ari_enabled",
          "msi_bus",
          "d3cold_allowed",
          "sriov_totalvfs",
          "sriov_numvfs");

  private static final List<String> LINKS = List.of("driver", "iommu_group", "physfn", "subsystem");

  private static final int LARGEST = 64 * 1024;
  private static final int FOLDER_MODE = 0755;
  private static final int FILE_MODE = 0444;

  private SysfsArchive() {}

  /// Names of the files, below the folder of a function, that are read beyond
  /// [SysfsRoot#attributes()].
  public static List<String> furtherAttributes() {
    return FOR_OTHERS;
  }

  /// Packs a machine.
  ///
  /// @param root the folder that `sys` and `proc` are in
  /// @param beside further files of the archive, by their paths in it
  /// @return a tar file, packed by gzip
  public static byte[] pack(Path root, Map<String, String> beside) {
    var tree = new RecordingTree(new DirectoryTree("", root, root.resolve("sys")));
    SysfsRoot.find(tree)
        .ifPresent(sysfs -> {
          SysfsMachine machine = SysfsReader.read(tree, sysfs, new DiagnosticLog());
          machine.functions().forEach(function -> readForOthers(tree, function.folder()));
          readGroups(tree, sysfs.path("kernel/iommu_groups"));
        });
    Map<String, byte[]> files = new TreeMap<>(tree.files());
    beside.forEach((path, text) -> files.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return write(tree, files);
  }

  private static void readForOthers(RecordingTree tree, String folder) {
    FOR_OTHERS.forEach(name -> tree.readIn(folder, name, LARGEST));
    LINKS.forEach(name -> keepLink(tree, Paths.below(folder, name)));
    tree.list(folder).stream()
        .filter(name -> name.startsWith("virtfn"))
        .forEach(name -> keepLink(tree, Paths.below(folder, name)));
  }

  /// With the folder that it leads to: others follow it.
  private static void keepLink(RecordingTree tree, String link) {
    tree.resolve(link);
  }

  private static void readGroups(RecordingTree tree, String groups) {
    for (String group : tree.list(groups)) {
      String folder = Paths.below(groups, group);
      tree.read(Paths.below(folder, "reserved_regions"), LARGEST);
      tree.list(Paths.below(folder, "devices"))
          .forEach(name -> keepLink(tree, Paths.below(Paths.below(folder, "devices"), name)));
    }
  }

  private static byte[] write(RecordingTree tree, Map<String, byte[]> files) {
    var bytes = new ByteArrayOutputStream();
    try (var packed = new TarArchiveOutputStream(new GZIPOutputStream(bytes), "UTF-8")) {
      packed.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (String folder : foldersOf(tree, files)) {
        put(packed, new TarArchiveEntry(folder + "/"), FOLDER_MODE, new byte[0]);
      }
      for (Map.Entry<String, String> link : tree.links().entrySet()) {
        var entry = new TarArchiveEntry(link.getKey(), TarConstants.LF_SYMLINK);
        entry.setLinkName(link.getValue());
        put(packed, entry, FILE_MODE, new byte[0]);
      }
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        put(packed, new TarArchiveEntry(file.getKey()), FILE_MODE, file.getValue());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("packing into memory", impossible);
    }
    return bytes.toByteArray();
  }

  /// Those that were there, and those above whatever is kept.
  private static List<String> foldersOf(RecordingTree tree, Map<String, byte[]> files) {
    var folders = new TreeSet<>(tree.folders());
    for (var kept : List.of(tree.folders(), tree.links().keySet(), files.keySet())) {
      for (String path : kept) {
        for (String above = Paths.parent(path); !above.isEmpty(); above = Paths.parent(above)) {
          folders.add(above);
        }
      }
    }
    folders.removeAll(tree.links().keySet());
    return List.copyOf(folders);
  }

  /// No time and no owner, so that the same machine gives the same bytes.
  private static void put(
      TarArchiveOutputStream packed, TarArchiveEntry entry, int mode, byte[] content)
      throws IOException {
    entry.setModTime(0);
    entry.setMode(mode);
    entry.setIds(0, 0);
    entry.setNames("root", "root");
    entry.setSize(content.length);
    packed.putArchiveEntry(entry);
    packed.write(content);
    packed.closeArchiveEntry();
  }
}
