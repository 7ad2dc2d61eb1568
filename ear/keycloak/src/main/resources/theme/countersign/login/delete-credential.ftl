<#import "template.ftl" as layout>
<#import "parts.ftl" as parts>
<@layout.registrationLayout; section>
  <#if section = "header">
    ${msg("countersignRemove")}
  <#elseif section = "form">
    <p class="lead">${msg("countersignRemoveMore")}</p>
    <form id="kc-delete-credential" class="stack" action="${url.loginAction}" method="post">
      <button class="btn p w" id="kc-accept" name="accept" type="submit">${msg("countersignRemoveNow")}</button>
      <@parts.cancel/>
    </form>
  </#if>
</@layout.registrationLayout>
