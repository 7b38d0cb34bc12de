package io.peerscope.app.workbench;

import io.peerscope.app.defect.Defects;
import io.peerscope.app.document.Notice;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.fx.Jobs.Lane;
import io.peerscope.app.render.WriteTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// Writes what was exported, away from the FX thread, and tells whether it worked.
///
/// @param document where it is told
record ExportedFiles(WorkbenchDocument document, Jobs jobs) {

  void save(Path file, byte[] content) {
    save(file, content, List.of());
  }

  /// @param losses what the file does not tell, in lines
  void save(Path file, byte[] content, List<String> losses) {
    jobs.run(
        Lane.EXPORT_FILE,
        "Writing " + file.getFileName(),
        _ -> written(file, content),
        trouble ->
            trouble.ifPresentOrElse(
                why -> report("Cannot write %s: %s".formatted(file.getFileName(), why)),
                () -> tell(file, losses)),
        Defects::report);
  }

  private void tell(Path file, List<String> losses) {
    document.note("exported " + file.getFileName());
    if (!losses.isEmpty()) {
      document.report(
          new Notice(
              "%s does not tell everything".formatted(file.getFileName()),
              "",
              String.join("\n", losses)));
    }
  }

  /// Beside the file first, so that there is never half of one.
  private static Optional<String> written(Path file, byte[] content) {
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.write(beside, content);
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
      return Optional.empty();
    } catch (IOException failure) {
      return Optional.of(WriteTrouble.words(failure));
    }
  }

  void report(String what) {
    document.report(new Notice(what, "", "Choose another place, or another kind of export."));
  }
}
