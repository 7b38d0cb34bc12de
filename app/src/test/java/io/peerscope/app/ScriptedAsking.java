package io.peerscope.app;

import io.peerscope.app.document.Asking;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers as a test wants, and remembers what was asked.
final class ScriptedAsking implements Asking {

  Optional<Path> target = Optional.empty();
  Leaving leaving = Leaving.STAY;
  final List<String> asked = new ArrayList<>();

  @Override
  public Optional<Path> chooseTarget(Path suggested) {
    asked.add("save as " + suggested.getFileName());
    return target;
  }

  @Override
  public Optional<Path> chooseExport(Path suggested, String ending) {
    asked.add("export " + suggested.getFileName());
    return target;
  }

  @Override
  public Leaving beforeLeaving(String name) {
    asked.add("leave " + name);
    return leaving;
  }
}
