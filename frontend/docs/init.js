// Shows the contract of the server that this page came from.
SwaggerUIBundle({
  url: "/api/v1/openapi.yaml",
  dom_id: "#contract",
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  requestSnippetsEnabled: false,
  validatorUrl: null,
});
