package org.countersign.web.api;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** What the resources offer, read from their own signatures, so that nothing is said twice. */
final class Operations {

    static final List<Class<?>> RESOURCES =
            List.of(
                    EntryResource.class,
                    AgenciesResource.class,
                    PeopleResource.class,
                    VendorPeopleResource.class,
                    MandatesResource.class,
                    ProposalsResource.class,
                    MailChangesResource.class,
                    ClientsResource.class,
                    WallsResource.class,
                    SignOnsResource.class,
                    WorkflowProposalsResource.class,
                    BrandsResource.class,
                    ChannelsResource.class,
                    NetworkAppsResource.class,
                    CampaignsResource.class,
                    PostsResource.class,
                    AssetsResource.class,
                    VendorsResource.class,
                    VendorTextsResource.class,
                    AssignmentsResource.class,
                    DeliveriesResource.class,
                    SubmissionsResource.class,
                    PublicationsResource.class,
                    ScreeningsResource.class,
                    RulesResource.class,
                    HoldsResource.class,
                    LooksResource.class,
                    ExportsResource.class,
                    ErasuresResource.class,
                    ErasureHoldsResource.class,
                    RetentionResource.class,
                    ActionStrengthsResource.class,
                    ConsentsResource.class,
                    AuditResource.class,
                    ServiceAccountsResource.class,
                    OperatorResource.class,
                    OperatorAppsResource.class);

    private static final Map<Class<? extends Annotation>, String> METHODS =
            Map.of(GET.class, "GET", POST.class, "POST", PUT.class, "PUT", DELETE.class, "DELETE");

    private Operations() {}

    /**
     * One operation.
     *
     * @param path below the host, with its variables in braces
     * @param body what it takes as JSON
     * @param success status of the answer when all is well
     * @param answer what it tells; none when there is nothing to tell
     * @param list it gives a part of a list
     */
    record Offered(
            Method method,
            String http,
            String path,
            Optional<Class<?>> body,
            int success,
            Optional<Class<?>> answer,
            boolean list,
            boolean version) {

        /** It takes a file's bytes. */
        boolean upload() {
            return Stream.of(method.getParameterTypes()).anyMatch(InputStream.class::equals);
        }

        boolean named() {
            return path.contains("{");
        }

        boolean open() {
            return path.equals(RestApplication.ROOT);
        }

        List<String> pathVariables() {
            return annotated(PathParam.class)
                    .map(p -> p.getAnnotation(PathParam.class).value())
                    .toList();
        }

        Stream<Parameter> filters() {
            return annotated(QueryParam.class);
        }

        private Stream<Parameter> annotated(Class<? extends Annotation> kind) {
            return Stream.of(method.getParameters()).filter(p -> p.isAnnotationPresent(kind));
        }
    }

    static List<Offered> all() {
        List<Offered> all = new ArrayList<>();
        for (Class<?> resource : RESOURCES) {
            for (Method method : resource.getDeclaredMethods()) {
                METHODS.entrySet().stream()
                        .filter(e -> method.isAnnotationPresent(e.getKey()))
                        .findFirst()
                        .ifPresent(e -> all.add(offered(resource, method, e.getValue())));
            }
        }
        all.sort(Comparator.comparing(Offered::path).thenComparing(Offered::http));
        return all;
    }

    private static Offered offered(Class<?> resource, Method method, String http) {
        Optional<APIResponseSchema> answer =
                Optional.ofNullable(method.getAnnotation(APIResponseSchema.class));
        return new Offered(
                method,
                http,
                path(resource, method),
                Stream.of(method.getParameterTypes())
                        .filter(Class::isRecord)
                        .<Class<?>>map(type -> type)
                        .findFirst(),
                success(method, answer),
                answer.map(APIResponseSchema::value),
                Stream.of(method.getParameters())
                        .anyMatch(p -> p.isAnnotationPresent(BeanParam.class)),
                method.isAnnotationPresent(NeedsVersion.class));
    }

    private static int success(Method method, Optional<APIResponseSchema> answer) {
        String status =
                answer.map(APIResponseSchema::responseCode)
                        .orElseGet(
                                () ->
                                        Optional.ofNullable(method.getAnnotation(APIResponse.class))
                                                .map(APIResponse::responseCode)
                                                .orElse(""));
        return status.isEmpty() ? 200 : Integer.parseInt(status);
    }

    private static String path(Class<?> resource, Method method) {
        var path = new StringBuilder(RestApplication.ROOT);
        Stream.of(resource.getAnnotation(Path.class), method.getAnnotation(Path.class))
                .filter(p -> p != null && !p.value().equals("/"))
                .forEach(p -> path.append('/').append(p.value()));
        return path.toString();
    }
}
