package io.peerscope.engine.format;

import io.peerscope.engine.format.document.PeerscopeDocument;
import io.peerscope.engine.format.sysfs.SysfsArchive;
import io.peerscope.engine.format.sysfs.SysfsRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The machine that Peerscope runs on, as an input: its sysfs, and `/proc` beside it.
public final class ThisMachine {

  /// The word that stands for it wherever a file does; a file of that name is `./this-machine`.
  public static final String NAME = "this-machine";

  /// Where an archive keeps what a probe learnt: a document without a machine, with
  /// [PeerscopeDocument#observed()] of it.
  public static final String OBSERVED = SysfsRoot.OBSERVED;

  private ThisMachine() {}

  /// Paths, below the folder of a function, of all files there that are ever opened.
  public static List<String> attributes() {
    return SysfsRoot.attributes();
  }

  /// Names, below the folder of a function, of files that are read for an archive only.
  public static List<String> furtherAttributes() {
    return SysfsArchive.furtherAttributes();
  }

  /// A machine as an archive that other tools read too.
  ///
  /// @param root the folder that `sys` and `proc` are in
  /// @param beside further files of the archive, by their paths in it
  /// @return a tar file, packed by gzip
  public static byte[] pack(Path root, Map<String, String> beside) {
    return SysfsArchive.pack(root, beside);
  }

  /// Everything that the kernel tells of itself; nothing of it is ever opened for writing.
  ///
  /// @throws IOException when no sysfs is mounted
  public static Input input() throws IOException {
    return input(Path.of("/"));
  }

  /// The same of the machine that a folder is the root of.
  ///
  /// @param root the folder that `sys` and `proc` are in
  /// @throws IOException when there is no sysfs in it
  public static Input input(Path root) throws IOException {
    Path sysfs = root.resolve("sys");
    if (!Files.isDirectory(sysfs.resolve("bus"))) {
      throw new NoSuchFileException(sysfs.toString());
    }
    return Input.folder(sysfs.toString(), sysfs);
  }
}
