<#import "template.ftl" as layout>
<#import "parts.ftl" as parts>
<@layout.registrationLayout; section>
  <#if section = "header">
    ${msg("countersignPasskeyFailed")}
  <#elseif section = "form">
    <form id="kc-error-credential-form" action="${url.loginAction}" method="post">
      <input type="hidden" name="authenticationExecution" value="${execution}">
      <input type="hidden" name="isSetRetry" value="retry">
      <button class="btn p w" id="kc-try-again" type="submit">${msg("doTryAgain")}</button>
    </form>
    <form action="${url.loginAction}" class="more" method="post"><@parts.cancel/></form>
  </#if>
</@layout.registrationLayout>
