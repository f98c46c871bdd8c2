package io.sluice.gateway.app;

import io.sluice.platform.config.FilesRead;
import io.sluice.platform.config.KeyPrints;
import java.util.function.UnaryOperator;

/**
 * A configuration that was read from a file and can be read again.
 *
 * @param config what the file said
 * @param files everything that was read for it
 * @param keys digests of the values in the file
 * @param view where to look again
 */
public record LoadedConfig(GatewayConfig config, FilesRead files, KeyPrints keys, ConfigView view) {

  /** The same with a change that every later reading gets as well. */
  public LoadedConfig with(UnaryOperator<GatewayConfig> change) {
    return new LoadedConfig(change.apply(config), files, keys, view.with(change));
  }
}
