<#import "template.ftl" as layout>
<@layout.registrationLayout displayInfo=false; section>
  <#if section = "header">
    ${msg("countersignOtherWay")}
  <#elseif section = "form">
    <form id="kc-select-credential-form" action="${url.loginAction}" method="post" class="stack">
      <#list auth.authenticationSelections as selection>
        <button class="btn w" type="submit" name="authenticationExecution" value="${selection.authExecId}">${msg(selection.displayName)}</button>
      </#list>
    </form>
  </#if>
</@layout.registrationLayout>
