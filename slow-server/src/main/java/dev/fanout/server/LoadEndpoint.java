package dev.fanout.server;

import com.github.tomakehurst.wiremock.admin.Router;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.AdminApiExtension;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;

/** {@code GET /__admin/load} tells the {@link Load} as JSON, {@code DELETE} resets it. */
final class LoadEndpoint implements AdminApiExtension {
  static final String PATH = "/load";

  private final LoadCounter counter;

  LoadEndpoint(LoadCounter counter) {
    this.counter = counter;
  }

  @Override
  public String getName() {
    return "load";
  }

  @Override
  public void contributeAdminApiRoutes(Router router) {
    router.add(
        RequestMethod.GET,
        PATH,
        (admin, event, path) -> ResponseDefinition.okForJson(counter.load()));
    router.add(
        RequestMethod.DELETE,
        PATH,
        (admin, event, path) -> {
          counter.reset();
          return ResponseDefinitionBuilder.responseDefinition().withStatus(204).build();
        });
  }
}
